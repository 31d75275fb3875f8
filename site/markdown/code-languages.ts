/** How the words and signs of a language are told apart. */
export interface CodeLanguage {
  /** Comments, as a pattern that matches in time that grows with its text. */
  readonly comment: string;
  readonly string: string;
  /** Between spaces. */
  readonly keywords: string;
  /** Values that have a name. */
  readonly atoms?: string;
  /** Names that begin with a sign, such as `$name`. */
  readonly variable?: string;
  /** What is about the code: preprocessors, annotations. */
  readonly meta?: string;
  /** Whether upper and lower case are one. */
  readonly isLoose?: boolean;
}

const HASH = '#[^\\n]*';
const SLASHES = '\\/\\/[^\\n]*|\\/\\*[^*]*(?:\\*(?!\\/)[^*]*)*(?:\\*\\/)?';
/** Texts of one line are no longer than this, so that a quote that nothing closes costs no more. */
const DOUBLE = '"(?:\\\\.|[^"\\\\\\n]){0,500}"';
const QUOTED = `${DOUBLE}|'(?:\\\\.|[^'\\\\\\n]){0,500}'`;
const ANNOTATION = '@[A-Za-z_][\\w.]*';

const C_WORDS =
  'auto break case char const continue default do double else enum extern float for goto if inline int long register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while';

const C: CodeLanguage = {
  comment: SLASHES,
  string: QUOTED,
  keywords: C_WORDS,
  atoms: 'true false NULL',
  meta: '^[ \\t]*#[ \\t]*\\w+[^\\n]*',
};

const CPP: CodeLanguage = {
  ...C,
  keywords: `${C_WORDS} alignas bool catch class concept constexpr delete explicit export friend mutable namespace new noexcept operator override private protected public requires template this throw try typename using virtual`,
  atoms: 'true false nullptr NULL',
};

const JAVA: CodeLanguage = {
  comment: SLASHES,
  string: QUOTED,
  keywords:
    'abstract assert boolean break byte case catch char class const continue default do double else enum extends final finally float for if implements import instanceof int interface long native new package private protected public record return sealed short static super switch synchronized this throw throws transient try var void volatile while yield',
  atoms: 'true false null',
  meta: ANNOTATION,
};

const SHELL: CodeLanguage = {
  comment: '(?<![\\w$])#[^\\n]*',
  string: '"(?:\\\\.|[^"\\\\])*"?|\'[^\']*\'?',
  keywords:
    'alias break case cd continue declare do done echo elif else esac eval exec exit export fi for function if in let local printf read readonly return set shift source test then trap unset until while',
  atoms: 'true false',
  variable: '\\$(?:\\w+|\\{[^}\\n]{0,200}\\}|[?#@*$!-])',
};

/** Each by the names that fences call it. */
const LANGUAGES: readonly (readonly [names: string, language: CodeLanguage])[] = [
  ['c h', C],
  ['cpp c++ cc hpp objective-c objc', CPP],
  ['java', JAVA],
  [
    'csharp cs c#',
    {
      ...JAVA,
      keywords: `${JAVA.keywords} as async await base bool checked decimal delegate event explicit extern fixed foreach get implicit in init internal is lock namespace object operator out override params partial readonly ref sbyte set sizeof stackalloc string struct typeof uint ulong unchecked unsafe ushort using value virtual where with`,
      meta: '^[ \\t]*#\\w+[^\\n]*',
    },
  ],
  [
    'kotlin kt',
    {
      ...JAVA,
      keywords:
        'abstract as break by catch class companion constructor continue data do else enum external final finally for fun get if import in infix init inline inner interface internal is lateinit object open operator out override package private protected public return sealed set super suspend this throw try typealias val var vararg when where while',
    },
  ],
  [
    'swift',
    {
      ...JAVA,
      keywords:
        'actor as associatedtype async await break case catch class continue default defer deinit do else enum extension fallthrough fileprivate final for func get guard if import in init inout internal is lazy let mutating open operator override private protocol public repeat required rethrows return self set static struct subscript super switch throw throws try typealias unowned var weak where while',
      atoms: 'true false nil',
    },
  ],
  [
    'go golang',
    {
      comment: SLASHES,
      string: `${QUOTED}|\`[^\`]*\`?`,
      keywords:
        'break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var any bool byte error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64',
      atoms: 'true false nil iota',
    },
  ],
  [
    'rust rs',
    {
      comment: SLASHES,
      string: `${DOUBLE}|'(?:\\\\.|[^'\\\\\\n])'`,
      keywords:
        'as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod move mut pub ref return self static struct super trait type union unsafe use where while bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize',
      atoms: 'true false None Some Ok Err',
      meta: '#!?\\[[^\\]\\n]{0,300}\\]',
    },
  ],
  [
    'php',
    {
      comment: `${SLASHES}|${HASH}`,
      string: QUOTED,
      keywords:
        'abstract and array as break callable case catch class clone const continue declare default do echo else elseif enum extends final finally fn for foreach function global goto if implements include include_once instanceof insteadof interface isset list match namespace new or print private protected public readonly require require_once return static switch throw trait try unset use var while xor yield',
      atoms: 'true false null',
      variable: '\\$\\w+',
      meta: '<\\?(?:php|=)?|\\?>',
      isLoose: true,
    },
  ],
  [
    'ruby rb irb erb',
    {
      comment: HASH,
      string: QUOTED,
      keywords:
        'alias and begin break case class def defined do else elsif end ensure for if in include module next not or private protected public raise redo require require_relative rescue retry return self super then undef unless until when while yield attr_accessor attr_reader attr_writer extend puts',
      atoms: 'true false nil',
      variable: '@{1,2}\\w+|\\$\\w+|(?<![:\\w]):[a-z_]\\w*[?!]?',
    },
  ],
  [
    'python py python3',
    {
      comment: HASH,
      string: `"""[^"]*(?:"(?!"")[^"]*)*(?:""")?|'''[^']*(?:'(?!'')[^']*)*(?:''')?|[rbfuRBFU]{0,2}(?:${QUOTED})`,
      keywords:
        'and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try while with yield',
      atoms: 'True False None self cls',
      meta: ANNOTATION,
    },
  ],
  ['bash sh shell zsh ksh', SHELL],
  ['console shell-session terminal', { ...SHELL, meta: '^[ \\t]*[$%>#](?=[ \\t])' }],
  [
    'sql mysql postgresql postgres plsql sqlite',
    {
      comment: '--[^\\n]*|\\/\\*[^*]*(?:\\*(?!\\/)[^*]*)*(?:\\*\\/)?',
      string: "'(?:''|[^'])*'?",
      keywords:
        'add all alter and as asc begin between by case check column commit constraint create cross database default delete desc distinct drop else end except exists foreign from full function grant group having if in index inner insert intersect into is join key left like limit natural not null offset on or order outer primary procedure references returning revoke right rollback row select set table then to transaction trigger truncate union unique update using values view when where with',
      atoms:
        'true false bigint binary blob boolean char date datetime decimal double float int integer json numeric real serial smallint text time timestamp uuid varchar',
      isLoose: true,
    },
  ],
  [
    'lua',
    {
      comment: '--\\[\\[[^\\]]*(?:\\](?!\\])[^\\]]*)*(?:\\]\\])?|--[^\\n]*',
      string: QUOTED,
      keywords:
        'and break do else elseif end for function goto if in local not or repeat return then until while',
      atoms: 'true false nil',
    },
  ],
  [
    'r',
    {
      comment: HASH,
      string: QUOTED,
      keywords: 'break else for function if in library next repeat require return while',
      atoms: 'TRUE FALSE NULL NA NaN Inf',
    },
  ],
  [
    'perl pl',
    {
      comment: HASH,
      string: QUOTED,
      keywords:
        'and bless die do else elsif eval for foreach if last local my next no not or our package print printf require return sub unless until use while xor',
      variable: '[$@%]\\w+',
    },
  ],
  [
    'dockerfile docker',
    {
      comment: '^[ \\t]*#[^\\n]*',
      string: QUOTED,
      keywords:
        'ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR',
      variable: '\\$(?:\\w+|\\{[^}\\n]{0,200}\\})',
    },
  ],
  [
    'makefile make',
    {
      comment: HASH,
      string: QUOTED,
      keywords: 'define else endef endif export ifdef ifeq ifndef ifneq include override unexport',
      variable: '\\$(?:\\([^)\\n]{0,200}\\)|\\{[^}\\n]{0,200}\\}|[@<^?*$])',
      meta: '^[\\w.%/-]+(?=[ \\t]*:(?!=))',
    },
  ],
  [
    'toml',
    {
      comment: HASH,
      string: QUOTED,
      keywords: '',
      atoms: 'true false',
      meta: '^[ \\t]*\\[{1,2}[^\\]\\n]*\\]{1,2}',
    },
  ],
  [
    'ini conf properties cfg',
    {
      comment: '^[ \\t]*[#;][^\\n]*',
      string: QUOTED,
      keywords: '',
      atoms: 'true false',
      meta: '^[ \\t]*\\[[^\\]\\n]*\\]',
    },
  ],
];

/** What is known of a language by the name that a fence has. */
export const CODE_LANGUAGES: ReadonlyMap<string, CodeLanguage> = new Map(
  LANGUAGES.flatMap(([names, language]) => names.split(' ').map((name) => [name, language] as const)),
);
