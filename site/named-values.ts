/** Values by name, of which none is undefined. */
export interface Named<T> {
  find(name: string): T | undefined;
  names(): string[];
}

/** An object with a value for each name, which is found when it is asked for: what is read of it is what an object that JSON gives says. */
export const namedValues = <T>(named: Named<T>): Readonly<Record<string, T>> =>
  new Proxy<Record<string, T>>({}, new Finding(named));

/** Answers what `own` asks of the object, and what lists its names. */
class Finding<T> implements ProxyHandler<Record<string, T>> {
  readonly #named: Named<T>;

  constructor(named: Named<T>) {
    this.#named = named;
  }

  has(_target: object, name: string | symbol): boolean {
    return this.#find(name) !== undefined;
  }

  get(_target: object, name: string | symbol): T | undefined {
    return this.#find(name);
  }

  getOwnPropertyDescriptor(_target: object, name: string | symbol): PropertyDescriptor | undefined {
    const value = this.#find(name);
    return value === undefined ? undefined : { value, configurable: true, enumerable: true, writable: true };
  }

  ownKeys(): string[] {
    return this.#named.names();
  }

  #find(name: string | symbol): T | undefined {
    return typeof name === 'string' ? this.#named.find(name) : undefined;
  }
}
