/** `14:05:09`, as the user's clock has it. */
export const clockTime = (at: number): string => new Date(at).toLocaleTimeString('en-GB');

/** `2026-11-27 14:05`, as the user's clock has it. */
export function dateTime(at: number): string {
  const date = new Date(at);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
