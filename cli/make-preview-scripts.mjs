// Puts the scripts of previews where the site Worker can import them as texts: `npm run preview-scripts`. A test compares.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const FOLDER = new URL('../worker/previews/scripts/', import.meta.url);
const FILE = new URL('../worker/previews/scripts.generated.ts', import.meta.url);

const scripts = readdirSync(FOLDER)
  .sort()
  .map((name) => {
    // Comment lines are for those who read the file.
    const text = readFileSync(new URL(name, FOLDER), 'utf8').replace(/^\/\/.*\n/gm, '');
    return `export const ${name.replace('.js', '').toUpperCase()} = ${JSON.stringify(text)};\n`;
  });
writeFileSync(FILE, `// Made of scripts/ by \`npm run preview-scripts\`.\n\n${scripts.join('\n')}`);
console.log(`Made worker/previews/scripts.generated.ts of ${scripts.length} scripts.`);
