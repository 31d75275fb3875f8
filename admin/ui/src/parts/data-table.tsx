import type { ComponentChildren } from 'preact';

interface Column<T> {
  readonly name: string;
  /** The heading of a column of buttons is for screen readers only. */
  readonly isHidden?: boolean;
  readonly class?: string;
  cell(item: T): ComponentChildren;
}

interface Props<T> {
  readonly items: readonly T[];
  readonly columns: readonly Column<T>[];
  keyOf(item: T): string | number;
}

/** A table with a row for each item, which scrolls in itself where it is too wide. */
export function DataTable<T>({ items, columns, keyOf }: Props<T>) {
  return (
    <div class="table">
      <table>
        <thead>
          <tr>
            {columns.map(({ name, isHidden }) => (
              <th key={name}>{isHidden ? <span class="visually-hidden">{name}</span> : name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={keyOf(item)}>
              {columns.map((column) => (
                <td key={column.name} class={column.class}>
                  {column.cell(item)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
