/** 16 px line icons, drawn for this program. */
const PATHS = {
  page: 'M4 1.75h5.5L13 5.25v9H4zM9.25 2v3.5h3.5',
  layout: 'M2 2.75h12v10.5H2zM2 6h12M6 6v7.25',
  partial: 'M6.5 2.75h-3v3h-1M6.5 13.25h-3v-3h-1M9.5 2.75h3v3h1M9.5 13.25h3v-3h1M6 8h4',
  data: 'M13 4c0 1.1-2.24 2-5 2S3 5.1 3 4s2.24-2 5-2 5 .9 5 2zM3 4v8c0 1.1 2.24 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.24 2 5 2s5-.9 5-2',
  entry: 'M3.5 1.75h9v12.5h-9zM5.75 5h4.5M5.75 7.75h4.5M5.75 10.5h2.5',
  collection: 'M4.5 4.5h9.25v9.25H4.5zM2.25 11.5V2.25h9.25M7 7.5h4.25M7 10.25h4.25',
  sample: 'M6.25 1.75h3.5M7 2v4.5l-3.6 6.2a1 1 0 0 0 .87 1.5h7.46a1 1 0 0 0 .87-1.5L9 6.5V2M5 10h6',
  asset: 'M2 3h12v10H2zM2.5 11.5 6 8l2.5 2.5L11 8l2.75 2.75M10.5 6h.01',
  site: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM2 8h12M8 2c1.7 1.6 2.5 3.6 2.5 6S9.7 12.4 8 14c-1.7-1.6-2.5-3.6-2.5-6S6.3 3.6 8 2z',
  folder: 'M1.75 3.25h4l1.5 1.75h7v7.75H1.75z',
  form: 'M2 3h5M2 7.5h12v2.5H2zM2 5.2h.01M2 12.5h7',
  chevron: 'M6 3.5 10.5 8 6 12.5',
  plus: 'M8 3v10M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.75 10.75 14 14',
  save: 'M3 2.75h8l2.25 2.25v8.25H2.75V2.75zM5 2.75v3.5h5v-3.5M5 13.25V9h6v4.25',
  publish: 'M8 10.5V2.25M4.5 5.5 8 2l3.5 3.5M2.5 10v3.5h11V10',
  preview: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM10 8a2 2 0 1 1-4 0 2 2 0 0 1 4 0z',
  history: 'M2.5 8a5.5 5.5 0 1 0 1.7-4L2.5 5.5M2.5 2.5v3h3M8 5v3.2l2.2 1.3',
  releases: 'M8 1.75 14 5 8 8.25 2 5zM2 8l6 3.25L14 8M2 11l6 3.25L14 11',
  settings:
    'M2 4.5h6M12 4.5h2M10 6.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM14 11.5H8M4 11.5H2M6 13.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1',
  moon: 'M13.5 9.5A5.75 5.75 0 0 1 6.5 2.5a5.75 5.75 0 1 0 7 7z',
  auto: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 2v12M8 5.5l3.5-1M8 8.5l5.5-1M8 11.5l4-1',
  rename: 'M10.5 2.5l3 3-8 8-3.5.5.5-3.5z',
  trash: 'M2.5 4h11M6 4V2.5h4V4M4 4l.6 9.5h6.8L12 4M6.5 6.5v4.5M9.5 6.5v4.5',
  upload: 'M8 10V3M5 5.75 8 2.75l3 3M2.5 9.5v4h11v-4',
  download: 'M8 2.5v7.25M5 7l3 3 3-3M2.5 9.5v4h11v-4',
  sidebar: 'M2 2.75h12v10.5H2zM6 2.75v10.5',
  window: 'M1.75 3.25h12.5v9.5H1.75zM2 6h12M4 4.65h.01',
  reload: 'M13.5 8a5.5 5.5 0 1 1-1.7-4l1.7 1.5M13.5 2.5v3h-3',
  external: 'M9 2.5h4.5V7M13.25 2.75 7.5 8.5M11.5 9.5v4h-9v-9h4',
  warning: 'M8 2 14.5 13.5h-13zM8 6.25v3.5M8 11.75h.01',
  error: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 5v3.5M8 11h.01',
  check: 'M3 8.5l3.25 3.25L13 4.75',
  back: 'M7 3.5 2.5 8 7 12.5M2.5 8h11',
  point: 'M6.75 6.75 13.75 9.25 10.75 10.5 9.5 13.75zM2 6V2h4M10 2h4v3.5M2 10v4h3.5',
  link: 'M6.5 9.5l3-3M7 4.5l1.5-1.5a2.8 2.8 0 0 1 4 4L11 8.5M9 11.5 7.5 13a2.8 2.8 0 0 1-4-4L5 7.5',
  bold: 'M4.5 2.75h4a2.5 2.5 0 0 1 0 5h-4zM4.5 7.75h4.75a2.75 2.75 0 0 1 0 5.5H4.5z',
  italic: 'M6.5 2.75h5M4.5 13.25h5M9.25 2.75 6.75 13.25',
  heading: 'M3.5 2.75v10.5M12.5 2.75v10.5M3.5 8h9',
  list: 'M6 4h8M6 8h8M6 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01',
  numbers: 'M7 4h7M7 8h7M7 12h7M2 3l1-.75V6M1.9 10.2a1 1 0 0 1 2 .2c0 .8-2 1.6-2 2.6h2.1',
  quote: 'M2.5 4v8M6 5h8M6 8h8M6 11h5',
  code: 'M5 4 1.5 8 5 12M11 4l3.5 4-3.5 4M9 2.75 7 13.25',
  full: 'M9.75 2.25h4v4M13.5 2.5 9.5 6.5M6.25 13.75h-4v-4M2.5 13.5l4-4',
  drag: 'M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  people:
    'M6 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.5 3.2a2.5 2.5 0 0 1 0 4.6M12 9.8c1.6.5 2.5 1.8 2.5 3.7',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width={name === 'more' ? 2.2 : 1.35}
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

/** The mark: a tube with a meniscus. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M5.9 9.4c2.4 3.4 9.8 3.4 12.2 0v5.5a6.1 6.1 0 0 1-12.2 0z" fill="var(--liquid)" />
      <path
        d="M4.8 2.5v12.3a7.2 7.2 0 0 0 14.4 0V2.5"
        fill="none"
        stroke="currentColor"
        stroke-width="2.1"
        stroke-linecap="round"
      />
    </svg>
  );
}
