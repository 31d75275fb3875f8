import type { Diagnostic } from '../../schema/diagnostic.ts';
import { finding } from '../../site/check/finding.ts';
import { samplePaths } from '../../site/files/samples.ts';

/** The finding about a fetch that has no sample. */
export function noSample(page: string, name: string): Diagnostic {
  const [specific, general] = samplePaths(page, name);
  const message = `There is no sample for ${name}, so the page is rendered as if its upstream had failed`;
  const help = `Save a JSON response of the upstream as ${general} or ${specific}.`;
  return { ...finding(page, 'no_sample', message, help), severity: 'info' };
}
