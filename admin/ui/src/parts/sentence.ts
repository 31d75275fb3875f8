/** A message that more follows: with a full stop, unless it ends already. */
export const sentence = (message: string): string =>
  /[.!?:…]["”']?$/.test(message) ? message : `${message}.`;
