import packageJson from '../package.json' with { type: 'json' };

/** Of the package that this is. */
export const VERSION: string = packageJson.version;
