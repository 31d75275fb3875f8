/** A value of JSON with texts of their own: a piece of a longer text keeps all of that in memory. */
export const ofItsOwn = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T; // of JSON
