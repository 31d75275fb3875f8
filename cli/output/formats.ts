import type { Diagnostic } from '../../schema/diagnostic.ts';
import { VERSION } from '../../schema/version.ts';

/** Workflow commands of GitHub Actions, which show findings at their lines. `root` is before each path. */
export function githubAnnotations(found: readonly Diagnostic[], root: string): string {
  return found
    .map(({ severity, path = '', start, end, message, help, code }) => {
      const kind = severity === 'info' ? 'notice' : severity;
      const fields = {
        file: root + path,
        line: start.line,
        endLine: end.line,
        col: start.column,
        ...(end.line === start.line && { endColumn: end.column }),
        title: code,
      };
      const given = Object.entries(fields).map(([key, value]) => `${key}=${escapeField(String(value))}`);
      return `::${kind} ${given.join(',')}::${escapeData(help ? `${message} ${help}` : message)}`;
    })
    .join('\n');
}

const escapeData = (text: string) =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeField = (text: string) => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

/** SARIF 2.1.0 (OASIS), as code scanning takes it. */
export function sarif(found: readonly Diagnostic[], root: string): unknown {
  const rules = [...new Set(found.map(({ code }) => code))].sort().map((id) => ({ id }));
  const results = found.map(({ severity, code, path = '', start, end, message, help }) => ({
    ruleId: code,
    level: LEVELS[severity],
    message: { text: help ? `${message} ${help}` : message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: (root + path).split('/').map(encodeURIComponent).join('/') },
          region: {
            startLine: start.line,
            startColumn: start.column,
            endLine: end.line,
            endColumn: end.column,
          },
        },
      },
    ],
  }));
  const driver = { name: 'meniscus', version: VERSION, rules };
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
}
