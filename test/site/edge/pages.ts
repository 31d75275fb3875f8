/** Files of a site of which every page is of another kind: the same for everybody, or not. `text` differs between releases. */
export const siteOf = (text: string, more: Readonly<Record<string, string>> = {}) => ({
  'site.yaml':
    'title: Quay\nredirects: { /old: /about, "/old/{x}": "/about?x={x}" }\nheaders:\n  X-Own: own\n  /quiet: { Cache-Control: "no-store" }\n  /private: { Cache-Control: private }\n  /vary: { Vary: Accept-Language }\n  /cookie-set: { Set-Cookie: "a=1" }\n',
  'layouts/base.liquid': '<title>{{ site.title }}</title>{{ content }}',
  'pages/index.liquid': `---\nlayout: base\n---\nHome ${text}`,
  'pages/about.liquid': `---\ncache: { browser: 60 }\n---\nAbout ${text} ä 🌊 {{ page.url }}`,
  'pages/posts/[slug].liquid': `{% if page.params.slug == "none" %}{% not_found %}{% endif %}Post {{ page.params.slug }} ${text}`,
  'pages/gone.liquid': '---\nstatus: 410\n---\nGone',
  'pages/query.liquid': `${text} {{ request.query.q }}`,
  'pages/host.liquid': '{{ request.host }}',
  'pages/cookie.liquid': '---\nrequest: { cookies: [name] }\n---\nHello {{ request.cookies.name }}',
  'pages/header.liquid':
    '---\nrequest: { headers: [accept-language] }\n---\n{{ request.headers["accept-language"] }}',
  'pages/language.liquid': '{% if request.language == "de" %}Hallo{% else %}Hello{% endif %}',
  'pages/method.liquid': '{{ request.method }}',
  'pages/now.liquid': '{{ "now" | date: "%s" }}',
  'pages/quiet.liquid': `quiet ${text}`,
  'pages/private.liquid': `private ${text}`,
  'pages/vary.liquid': `vary ${text}`,
  'pages/cookie-set.liquid': `sets ${text}`,
  'pages/broken.liquid': '{{ 1 | divided_by: 0 }}',
  'pages/sometimes.liquid': '{% if request.query.q == "fail" %}{{ 1 | divided_by: 0 }}{% endif %}fine',
  'pages/404.liquid': `Nothing at {{ page.path }} ${text}`,
  'pages/feed.xml.liquid': `<feed>${text}</feed>`,
  'assets/site.css': `a{} /* ${text} */`,
  'public/note.txt': `note ${text}`,
  ...more,
});

/** Paths that have something, and some that have nothing. */
export const PATHS = [
  ...[
    '/',
    '/about',
    '/about/',
    '/About',
    '/posts/one',
    '/posts/two',
    '/posts/none',
    '/gone',
    '/query',
    '/host',
  ],
  ...['/cookie', '/header', '/language', '/method', '/now', '/quiet', '/private', '/vary', '/cookie-set'],
  ...['/broken', '/sometimes', '/nothing', '/feed.xml', '/assets/site.css', '/note.txt', '/old', '/old/a'],
  ...[
    '/robots.txt',
    '/sitemap.xml',
    '/%61bout',
    '//about',
    '/posts/a%2fb',
    '/_preview/none',
    '/posts/%C3%A4',
  ],
] as const;
