/** One thing that was looked at. */
export interface Finding {
  readonly about: string;
  /** `note`: neither wrong nor known to be right. */
  readonly state: 'good' | 'bad' | 'note';
  readonly says: string;
  /** What to type or do next. */
  readonly next?: string;
}

export const good = (about: string, says: string): Finding => ({ about, state: 'good', says });

export const note = (about: string, says: string, next?: string): Finding => ({
  about,
  state: 'note',
  says,
  ...(next !== undefined && { next }),
});

export const bad = (about: string, says: string, next: string): Finding => ({
  about,
  state: 'bad',
  says,
  next,
});
