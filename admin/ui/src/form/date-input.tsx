import { joinDate, splitDate } from '../../../../site/forms/dates.ts';

interface Props {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
  readonly text: string;
  set(text: string): void;
}

/** A day, a time of day if one wants, and the zone that it is written with. */
export function DateInput({ text, set, id, ...shared }: Props) {
  const parts = splitDate(text);
  if (!parts)
    return (
      <input
        {...shared}
        id={id}
        class="input"
        value={text}
        onChange={(event) => set(event.currentTarget.value)}
      />
    );
  const put = (change: Parameters<typeof joinDate>[1]) => set(joinDate(text, change));
  return (
    <div class="row wrap">
      <input
        {...shared}
        id={id}
        class="input day"
        type="date"
        value={parts.date}
        onChange={(event) => put({ date: event.currentTarget.value })}
      />
      <input
        class="input day"
        type="time"
        aria-label="Time of day"
        disabled={parts.date === ''}
        value={parts.time}
        onChange={(event) => put({ time: event.currentTarget.value })}
      />
      {parts.time !== '' && (
        <input
          class="input zone"
          aria-label="Zone, such as +02:00"
          placeholder="+02:00"
          value={parts.zone}
          onChange={(event) => put({ zone: event.currentTarget.value.trim() })}
        />
      )}
    </div>
  );
}
