import '../liquid/run/more.ts';
import '../site/extensions/image-filters.ts';
import '../site/extensions/markdownify-filter.ts';

/** The parts of the language that few pages need, and the filters of a site that few pages need. */
