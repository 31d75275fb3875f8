/** A number of things, as they are named in English: `1 file`, `1,200 files`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** A message that more follows: with a full stop, unless it ends already. */
export const sentence = (message: string): string =>
  /[.!?:…]["”']?$/.test(message) ? message : `${message}.`;
