/** What the shop sells. A real one would ask its database. */
export interface Seed {
  readonly id: string;
  readonly name: string;
  readonly latin: string;
  readonly kind: 'vegetable' | 'flower' | 'herb';
  /** Months to sow in, 1 to 12. */
  readonly sow: readonly [from: number, to: number];
  /** Cents. */
  readonly price: number;
  readonly colour: string;
  readonly text: string;
}

export const SEEDS: readonly Seed[] = [
  {
    id: 'crimson-bean',
    name: 'Crimson-flowered broad bean',
    latin: 'Vicia faba',
    kind: 'vegetable',
    sow: [2, 4],
    price: 340,
    colour: '#a3203f',
    text: 'Nearly lost in the sixties and kept alive by one gardener in Kent. Short plants, red flowers, sweet green beans.',
  },
  {
    id: 'painted-lady',
    name: 'Runner bean “Painted Lady”',
    latin: 'Phaseolus coccineus',
    kind: 'vegetable',
    sow: [5, 6],
    price: 310,
    colour: '#e07a4f',
    text: 'Red and white flowers since 1596, and beans that do not mind a cool summer.',
  },
  {
    id: 'cavolo-nero',
    name: 'Kale “Cavolo nero”',
    latin: 'Brassica oleracea',
    kind: 'vegetable',
    sow: [4, 7],
    price: 260,
    colour: '#27443a',
    text: 'Long leaves, nearly black, and better after the first frost.',
  },
  {
    id: 'cornflower',
    name: 'Cornflower “Blue Diadem”',
    latin: 'Centaurea cyanus',
    kind: 'flower',
    sow: [3, 5],
    price: 220,
    colour: '#2b56b8',
    text: 'The blue that other blues are measured by. Sow in spring where it is to flower, or in September for an early show.',
  },
  {
    id: 'poppy',
    name: 'Field poppy',
    latin: 'Papaver rhoeas',
    kind: 'flower',
    sow: [3, 4],
    price: 190,
    colour: '#cf2f1f',
    text: 'Scatter on bare ground and walk away. Do not cover: the seed wants light.',
  },
  {
    id: 'sweet-pea',
    name: 'Sweet pea “Cupani”',
    latin: 'Lathyrus odoratus',
    kind: 'flower',
    sow: [10, 11],
    price: 280,
    colour: '#6b2a7d',
    text: 'As a Sicilian monk sent it to England in 1699: two colours, small flowers, a scent for a whole room.',
  },
  {
    id: 'borage',
    name: 'Borage',
    latin: 'Borago officinalis',
    kind: 'herb',
    sow: [4, 6],
    price: 210,
    colour: '#4d6fd0',
    text: 'Flowers for drinks, and bees from the whole street. Sows itself for ever after.',
  },
  {
    id: 'dill',
    name: 'Dill & friends',
    latin: 'Anethum graveolens',
    kind: 'herb',
    sow: [4, 7],
    price: 200,
    colour: '#9aa52c',
    text: 'Dill, chervil and coriander in one packet; <three> rows that follow each other.',
  },
];
