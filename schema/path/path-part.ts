/** One decoded path part in its canonical percent-encoding: what browsers leave alone stays readable. */
export function encodePart(part: string): string {
  return encodeURIComponent(part).replace(/%(?:3A|40|24|26|2B|2C|3B|3D)/g, (code) =>
    decodeURIComponent(code),
  );
}

/** A decoded path part, in NFC; undefined when it is not UTF-8 or decodes to a slash, backslash or control character. */
export function decodePart(part: string): string | undefined {
  try {
    const decoded = decodeURIComponent(part).normalize();
    return /[/\\\u0000-\u001f\u007f]/.test(decoded) ? undefined : decoded;
  } catch {
    return undefined;
  }
}
