import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take minutes. Begun last, they would run alone while the other cores wait. */
export const LONGEST = [
  'test/cli/kill.test.ts',
  'test/cli/meniscus/people.test.ts',
  'test/ui/screens.test.ts',
  'test/liquid/large.test.ts',
  'test/site/content/large.test.ts',
  'test/liquid/hostile.test.ts',
];

/** Begins with the files that take longest; of the others, in vitest's own order. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const all = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONGEST.some((path) => moduleId.endsWith(path));
    return [...all.filter(isLong), ...all.filter((file) => !isLong(file))];
  }
}
