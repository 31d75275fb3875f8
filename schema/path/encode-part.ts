/** One decoded path part in its canonical percent-encoding: what browsers leave alone stays readable. */
export function encodePart(part: string): string {
  return encodeURIComponent(part).replace(/%(?:3A|40|24|26|2B|2C|3B|3D)/g, (code) =>
    decodeURIComponent(code),
  );
}
