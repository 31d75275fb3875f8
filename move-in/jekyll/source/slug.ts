/** `Jekyll::Utils.slugify` in its modes `default` and `pretty`. */
export function slugify(text: string, mode: 'default' | 'pretty' = 'default', cased = false): string {
  const replaced =
    mode === 'pretty'
      ? text.replace(/[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+/gu, '-')
      : text.replace(/[^\p{M}\p{L}\p{Nd}]+/gu, '-');
  const trimmed = replaced.replace(/^-|-$/g, '');
  return cased ? trimmed : trimmed.toLowerCase();
}

/** `Jekyll::Utils.titleize_slug`. */
export function titleize(slug: string): string {
  return slug
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase())
    .join(' ');
}
