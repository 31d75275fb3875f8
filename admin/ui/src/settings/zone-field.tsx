import { isZone } from '../../../../site/content/zone.ts';
import { Suggestions } from '../form/suggestions.tsx';

const ID = 'site-timezone';

/** Zones that browser and server know, by their names. */
const zones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** The zone that the site's dates are in: picked from a list that is searched as one types. */
export function ZoneField({ value, change }: { value: string; change(value: string): void }) {
  const zone = value.trim();
  const isKnown = zone === '' || isZone(zone);
  return (
    <div class="field">
      <label for={ID}>Time zone</label>
      <input
        id={ID}
        class="input"
        list={`${ID}-offered`}
        placeholder="UTC"
        autocomplete="off"
        spellcheck={false}
        value={value}
        aria-describedby={`${ID}-notes`}
        aria-invalid={!isKnown}
        onInput={(event) => change(event.currentTarget.value)}
      />
      <Suggestions id={`${ID}-offered`} values={zones()} />
      <p id={`${ID}-notes`} class={isKnown ? 'hint' : 'problem'}>
        {isKnown ? `Dates are shown in it. ${clockOf(zone)}` : notAZone(zone)}
      </p>
    </div>
  );
}

const clockOf = (zone: string): string => {
  const options = { hour: '2-digit', minute: '2-digit', timeZone: zone || 'UTC', hourCycle: 'h23' } as const;
  return `It is ${new Date().toLocaleTimeString('en-GB', options)} there now.`;
};

/** Somebody who knows the city most often does not know how its zone is written. */
function notAZone(zone: string): string {
  const wanted = zone.toLowerCase().replace(/\s+/g, '_');
  const found = zones().filter((each) => each.toLowerCase().includes(wanted));
  const some = found.slice(0, 3).join(', ');
  return `There is no time zone ${zone}. ${some ? `Do you mean ${some}?` : 'Write it as in Europe/Lisbon.'}`;
}
