import { type InputOptions, rolldown } from 'rolldown';

/** Bundles a Worker of the tests or benchmarks to one module, minified. */
export async function bundleOne(input: string, more: Omit<InputOptions, 'input'> = {}): Promise<string> {
  const build = await rolldown({
    input,
    platform: 'browser',
    transform: { target: 'es2022' },
    ...more,
  });
  const { output } = await build.generate({ format: 'esm', minify: true, codeSplitting: false });
  await build.close();
  return output[0].code;
}
