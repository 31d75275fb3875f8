import type { Options } from 'prettier';
import * as postcss from 'prettier/plugins/postcss';
import * as yaml from 'prettier/plugins/yaml';
import { format } from 'prettier/standalone';
import { messageOf } from '../../../../schema/message-of.ts';
import { NotFormatted } from './liquid.ts';

// A hundred kilobytes: loaded when somebody formats the first such file.

const OPTIONS: Options = { printWidth: 110, endOfLine: 'auto' };

export const formatCss = (text: string): Promise<string> => run(text, { parser: 'css', plugins: [postcss] });

export const formatYaml = (text: string): Promise<string> => run(text, { parser: 'yaml', plugins: [yaml] });

async function run(text: string, options: Options): Promise<string> {
  try {
    return await format(text, { ...OPTIONS, ...options });
  } catch (error) {
    const [line = ''] = messageOf(error).split('\n');
    throw new NotFormatted(line);
  }
}
