/** What is used of the package, whose own types are not exported. */
declare module 'emmet' {
  /** Expands an abbreviation; throws where it is none. */
  export default function expand(
    abbreviation: string,
    config: {
      readonly type: 'markup' | 'stylesheet';
      readonly options: {
        readonly 'output.field': (index: number, placeholder: string) => string;
        readonly 'output.selfClosingStyle': 'html';
      };
    },
  ): string;
}
