/** Of Meniscus as a whole: that of package.json, which a test compares. */
export const VERSION = '0.2.0';
