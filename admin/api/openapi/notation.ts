import * as z from 'zod/mini';

/** As much of JSON Schema as our shapes use. */
interface Shape {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly description?: string;
}

/** A schema as people write shapes down, with what each member means beside it. */
export function notation(schema: z.core.$ZodType, io: 'input' | 'output'): string {
  return write(z.toJSONSchema(schema, { io }) as Shape, ''); // our shapes use no other keywords
}

function write(shape: Shape, indent: string): string {
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  if (shape.enum) return shape.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (shape.anyOf) return shape.anyOf.map((each) => write(each, indent)).join(' | ');
  if (shape.items) return `[${write(shape.items, indent)}]`;
  if (shape.properties) return writeObject(shape.properties, shape.required ?? [], indent);
  if (typeof shape.additionalProperties === 'object')
    return `{ [name]: ${write(shape.additionalProperties, indent)} }`;
  return [shape.type ?? 'any value'].flat().join(' | ');
}

function writeObject(
  properties: Readonly<Record<string, Shape>>,
  required: readonly string[],
  indent: string,
): string {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, shape]) => {
    const remark = shape.description ? `   // ${shape.description}` : '';
    return `${inner}${name}${required.includes(name) ? '' : '?'}: ${beforeRemark(write(shape, inner), remark)}`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

/** A remark is on the first line of what it is about. */
function beforeRemark(text: string, remark: string): string {
  const end = text.indexOf('\n');
  return end < 0 ? text + remark : text.slice(0, end) + remark + text.slice(end);
}
