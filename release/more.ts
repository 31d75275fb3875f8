import '../liquid/run/more.ts';
import '../site/extensions/markdownify-filter.ts';

/** The parts of the language that few pages need, with those filters of a site that do. */
