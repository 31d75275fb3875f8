import type { Context } from './context.ts';
import type { Place } from './place.ts';

/** Code, message, help. */
type Problem = readonly [code: string, message: string, help: string];

/** What is wrong with an output where no one escape is right; undefined where there is one. */
export function problemOf(at: Context, place: Place): Problem | undefined {
  switch (at.state) {
    case 'tag name':
      // The level of a heading is a digit, and digits are all that is printed.
      return at.element === 'h' && place === 'D' ? undefined : TAG_NAME;
    case 'attribute name':
      return /^(?:data|aria)-/.test(at.attribute) ? undefined : ATTRIBUTE_NAME;
    case 'comment':
      return COMMENT;
    case 'unknown':
      return ofWays(at.ways, place);
    case 'value':
    case 'content':
      return ofInner(at, place);
    default:
      return undefined;
  }
}

/** The problem that all ways have; else that they differ, where that leaves no escape that is right. */
function ofWays(ways: readonly Context[], place: Place): Problem | undefined {
  const [first, ...others] = ways.map((way) => problemOf(way, place));
  if (others.some((other) => other !== first)) return DIFFERS;
  return place === 'x' ? DIFFERS : first;
}

function ofInner({ inner, state, attribute }: Context, place: Place): Problem | undefined {
  if (inner.language === 'unsure') return UNSURE;
  if (inner.language === 'style') return inner.mode === 'comment' ? COMMENT : undefined;
  if (inner.language !== 'script') return place.startsWith('h') ? SCHEME : undefined;
  if (inner.mode === 'line' || inner.mode === 'block') return COMMENT;
  if (inner.mode === 'code' && inner.word) return NAME;
  // An attribute that is no event handler has a script only as a URL.
  return state === 'value' && !attribute.startsWith('on') ? SCRIPT_URL : undefined;
}

const TAG_NAME: Problem = [
  'place_tag_name',
  'A value is the name of a tag here, which no escape makes safe: only letters, digits and - are printed, and no script or style.',
  'Write the tags out, in the branches of an if or a case.',
];
const ATTRIBUTE_NAME: Problem = [
  'place_attribute_name',
  'A value is the name of an attribute here, which no escape makes safe: only what can be a name is printed, and no handler.',
  'Write the attribute out: {% if value %} name="{{ value }}"{% endif %}.',
];
const COMMENT: Problem = [
  'place_comment',
  'A value stands in a comment here, which visitors do not see but can read.',
  'Take it out, or make the comment one of the template: {% comment %}...{% endcomment %}.',
];
const DIFFERS: Problem = [
  'place_differs',
  'Where this value stands in the page depends on a branch before it, so no one escape is right: all that could have a meaning is escaped.',
  'Close tags, quotes, scripts and styles in the branch that opens them, or repeat the value in each branch.',
];
const UNSURE: Problem = [
  'place_attribute',
  'This value is of an attribute whose name is not known, so no one escape is right: all that could have a meaning is escaped.',
  'Write the name of the attribute out.',
];
const NAME: Problem = [
  'place_script_name',
  'A value is part of a name in a script here: only letters, digits, _ and $ are printed.',
  'Put the whole name into quotes: window["name_{{ value }}"].',
];
const SCHEME: Problem = [
  'place_scheme',
  'This value is the scheme of a URL: only one that links may have is printed.',
  'Write the scheme out, or let one value hold the whole URL.',
];
const SCRIPT_URL: Problem = [
  'place_script_url',
  'This value stands in a script that is a URL, which browsers decode before they run it.',
  'Use a button and an event handler in a script of the page.',
];
