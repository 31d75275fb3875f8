import { BASE64 } from './base64.ts';
import { CHANGES } from './change.ts';
import { NAMED_DATES } from './date-to.ts';
import { GROUPS } from './group.ts';
import { SELECTIONS } from './select.ts';
import { DIGESTS } from './sha256.ts';
import { SORTS } from './sort.ts';
import { addMore } from './table.ts';
import { URLS } from './url.ts';
import { WORDS } from './words.ts';

// Importing this completes the table. The compiler does; the site Worker waits until a program asks for it.
addMore(BASE64, CHANGES, DIGESTS, GROUPS, NAMED_DATES, SELECTIONS, SORTS, URLS, WORDS);
