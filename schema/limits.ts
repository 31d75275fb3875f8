/** Bytes of an archive to import, and of what is in it: both are in memory, of which a Worker has 128 MB. */
export const ARCHIVE = { packed: 32 * 1024 * 1024, unpacked: 64 * 1024 * 1024 };

/** Every limit of a site, in one place. Bytes unless the name says otherwise. Chosen to fit the free plan. */
export const LIMITS = {
  /** One template, data file, sample or site.yaml. Its row in SQLite must stay below 2 MB. */
  textBytes: 1024 * 1024,
  /** One asset: what Workers KV takes as one value. */
  assetBytes: 25 * 1024 * 1024,
  /** A compiled program is one SQLite row too. */
  programBytes: 1_900_000,
  frontMatterBytes: 16 * 1024,
  pathCharacters: 256,
  /** Room for a collection that is full, and for what shows it. */
  filesPerSite: 101_000,
  /** Texts that are compiled before a batch is saved. Of more, the batch is saved first; and a draft of more is compiled anew in slices. */
  compiledAtOnce: 500,
  /** Entries of one collection. */
  entriesPerCollection: 100_000,
  /** Addresses that follow from entries and lists. */
  addresses: 120_000,
  /** Characters of one table of addresses, roughly: a cold isolate reads the one that its address falls into. */
  addressTable: 32 * 1024,
  /** Characters of a block of a large collection; a smaller one is one value. */
  blockCharacters: 32 * 1024,
  /** Records of collections up to this in all travel inside the manifest. In packs, a check does not know which page reads which block. */
  recordCharacters: 1024 * 1024,
  /** UTF-16 units that `live` has less of a release with packs, at the least: for these, a page that is rendered is one more round of KV. */
  shortBy: 48 * 1024,
  /** Programs and data up to this in all travel inside the manifest, so that a cold isolate reads once. */
  inlineBytes: 256 * 1024,
  /** A pack holds at most this much: a cold isolate pays about 1 ms for each 64 KiB that it reads. */
  packBytes: 128 * 1024,
  /** UTF-16 units of pages made at publish that travel inside the manifest: about 0.2 ms of a cold isolate. */
  readyCharacters: 128 * 1024,
  /** The same where most pages are in packs of bodies: home, and what comes next. */
  readyBesidePacks: 32 * 1024,
  /** UTF-16 units of a pack of bodies: about 17 microseconds of a cold isolate for 1,024 of them. */
  bodiesPack: 32 * 1024,
  /** UTF-16 units of rows of bodies that are lines of the manifest, and of a table of them, roughly. */
  madeRows: 16 * 1024,
  /** KV writes of a day that go into packs of bodies where PUBLISH_WRITES does not say: half of what the free plan allows. */
  bodyWrites: 500,
  /** UTF-16 units of what is left of pages that were made in part at publish, which travels there too. */
  residualCharacters: 128 * 1024,
  upstreamsPerPage: 8,
  upstreamBytes: 1024 * 1024,
} as const;
