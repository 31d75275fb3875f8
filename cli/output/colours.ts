const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

type Name = keyof typeof CODES;

/** Functions that colour a text, or leave it as it is. */
export type Colours = Readonly<Record<Name, (text: string) => string>>;

const paint = (name: Name, on: boolean) => (text: string) =>
  on && text !== '' ? `\u001b[${CODES[name][0]}m${text}\u001b[${CODES[name][1]}m` : text;

/** Colours for a terminal, none elsewhere. NO_COLOR (no-color.org) and FORCE_COLOR decide where they are set. */
export function coloursFor(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): Colours {
  const forced = (env.FORCE_COLOR ?? '') !== '' && env.FORCE_COLOR !== '0';
  const on = (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb' && (forced || isTerminal);
  return {
    bold: paint('bold', on),
    dim: paint('dim', on),
    red: paint('red', on),
    green: paint('green', on),
    yellow: paint('yellow', on),
    cyan: paint('cyan', on),
  };
}
