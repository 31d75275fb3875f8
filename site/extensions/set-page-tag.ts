import type { Expr } from '../../liquid/program.ts';
import type { LinkTag } from '../../liquid/run/tags/link.ts';
import { registerLink } from '../../liquid/run/tags/table.ts';

/** The run half of `{% page name = value %}`: what the host shares as `page` is made for one render alone. */
const linkPage: LinkTag<readonly [name: string, value: Expr]> = ([name, operand], linker, at) => {
  const value = linker.expr(operand);
  return (f) => {
    f.at = at;
    const page = f.variables.shared?.page;
    if (page) Object.assign(page, { [name]: value(f) });
    return '';
  };
};

registerLink('page', linkPage);
