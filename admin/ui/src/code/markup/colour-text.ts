/** Red, green and blue, 0 to 255. */
export interface Rgb {
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

const two = (n: number): string => Math.round(n).toString(16).padStart(2, '0');

/** `#rrggbb`, and the digits of what is not opaque behind it. */
export const toHex = ({ r, g, b }: Rgb, alpha = 1): string =>
  `#${two(r)}${two(g)}${two(b)}${alpha < 1 ? two(alpha * 255) : ''}`;

/** The colour of six digits, as a colour input has it. */
export const fromHex = (hex: string): Rgb => ({
  r: Number.parseInt(hex.slice(1, 3), 16),
  g: Number.parseInt(hex.slice(3, 5), 16),
  b: Number.parseInt(hex.slice(5, 7), 16),
});
