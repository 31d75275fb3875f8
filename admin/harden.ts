/**
 * Makes what all objects and lists inherit unchangeable, so that no fault of ours or of a library can turn a caller's
 * text into a property of every object. Imported before all else.
 */
export function harden(): void {
  for (const key of Reflect.ownKeys(Object.prototype)) allowOwn(key);
  Object.freeze(Object.prototype);
  Object.freeze(Array.prototype);
}

/**
 * A frozen property can't be assigned on the objects that inherit it either, so `made.constructor = 1` would throw:
 * "constructor" and "valueof" would be no keys any more, and libraries that patch their own classes would break. As an
 * accessor, it can: its setter defines an own property (SES calls this the override mistake, and mends it likewise).
 */
function allowOwn(key: PropertyKey): void {
  const found = Reflect.getOwnPropertyDescriptor(Object.prototype, key);
  if (!found?.configurable || !found.writable) return;
  const value: unknown = found.value;
  Reflect.defineProperty(Object.prototype, key, {
    get: () => value,
    set(this: object, own: unknown) {
      if (this === Object.prototype) throw new TypeError(`${String(key)} of all objects does not change`);
      Reflect.defineProperty(this, key, { value: own, writable: true, enumerable: true, configurable: true });
    },
    enumerable: false,
  });
}

harden();
