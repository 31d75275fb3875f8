/** The named ones that stand for characters with a meaning in a URL, a script or a style. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['apos', "'"],
  ['bsol', '\\'],
  ['colon', ':'],
  ['commat', '@'],
  ['grave', '`'],
  ['gt', '>'],
  ['lbrace', '{'],
  ['lcub', '{'],
  ['lpar', '('],
  ['lt', '<'],
  ['newline', '\n'],
  ['num', '#'],
  ['quest', '?'],
  ['quot', '"'],
  ['rbrace', '}'],
  ['rcub', '}'],
  ['rpar', ')'],
  ['semi', ';'],
  ['sol', '/'],
  ['tab', '\t'],
]);

const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));?/gi;

/** The text that a browser makes of an attribute's value. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED.get(name.toLowerCase()) ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point);
  });
}
