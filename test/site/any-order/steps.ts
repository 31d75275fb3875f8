import fc from 'fast-check';
import { type Around, around, MOST, type Post, post } from './world.ts';

export type Step =
  | { readonly do: 'posts'; readonly some: readonly (readonly [number, Post | undefined])[] }
  | { readonly do: 'around'; readonly some: Partial<Around> }
  | { readonly do: 'many'; readonly from: number; readonly count: number; readonly add: boolean }
  | { readonly do: 'publish' }
  | { readonly do: 'evict' }
  | { readonly do: 'restore' }
  | { readonly do: 'again' }
  | { readonly do: 'part'; readonly pick: number }
  | { readonly do: 'rollback'; readonly back: number }
  /** `at`: how often others have had their turn then. */
  | { readonly do: 'cancel' | 'crash'; readonly at: number };

const edit = fc.oneof(
  fc.record({
    do: fc.constant('posts' as const),
    some: fc.array(fc.tuple(fc.nat(MOST - 1), fc.option(post, { nil: undefined })), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
  fc.record({
    do: fc.constant('around' as const),
    some: around.chain((all) =>
      fc.constantFrom(...Object.entries(all)).map(([key, value]) => ({ [key]: value }) as Partial<Around>),
    ),
  }),
  fc.record({
    do: fc.constant('many' as const),
    from: fc.nat(20),
    count: fc.integer({ min: 20, max: 40 }),
    add: fc.boolean(),
  }),
);
const act = fc.oneof(
  fc.record({
    do: fc.constantFrom('publish' as const, 'evict' as const, 'restore' as const, 'again' as const),
  }),
  fc.record({ do: fc.constant('part' as const), pick: fc.nat(255) }),
  fc.record({ do: fc.constant('rollback' as const), back: fc.nat(3) }),
  fc.record({ do: fc.constantFrom('cancel' as const, 'crash' as const), at: fc.nat(60) }),
);
export const steps = fc.array(fc.oneof<fc.Arbitrary<Step>[]>(edit, act), {
  minLength: 4,
  maxLength: 12,
  size: 'max',
});
