import { reset } from 'cloudflare:test';
import { beforeAll } from 'vitest';

// Files of a project take turns in one workerd, since starting it takes longer than most of them: each begins with empty bindings.
beforeAll(() => reset());
