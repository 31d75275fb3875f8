/** A decoded path part, in NFC; undefined when it is not UTF-8 or decodes to a slash, backslash or control character. */
export function decodePart(part: string): string | undefined {
  try {
    const decoded = decodeURIComponent(part).normalize();
    return /[/\\\u0000-\u001f\u007f]/.test(decoded) ? undefined : decoded;
  } catch {
    return undefined;
  }
}
