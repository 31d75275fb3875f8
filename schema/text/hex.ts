/** The two digits of each byte, in lower case: to make those of a number and to fill them up takes several times as long. */
export const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
