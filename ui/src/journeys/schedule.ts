const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const SHORT = DAYS.map((day) => day.slice(0, 3).toUpperCase());
const WEEK = 7;

/** A cron line as people say it: "every Thursday at 09:00"; what is rarer stays cron. */
export function scheduleWords(cron: string): string {
  const [minute = '', hour = '', date = '', month = '', weekday = ''] = cron.trim().split(/\s+/);
  const at = timeOf(hour, minute);
  if (at === undefined || month !== '*') return `by the schedule ${cron}`;
  if (date === '*' && weekday === '*') return `every day at ${at}`;
  if (/^\d+$/.test(date) && weekday === '*') return `on day ${date} of every month at ${at}`;
  const days = date === '*' ? daysOf(weekday) : undefined;
  return days === undefined ? `by the schedule ${cron}` : `every ${days} at ${at}`;
}

function timeOf(hour: string, minute: string): string | undefined {
  if (!/^\d+$/.test(hour) || !/^\d+$/.test(minute)) return undefined;
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
}

function daysOf(field: string): string | undefined {
  const [from, to, ...more] = field.split('-');
  if (to !== undefined && more.length === 0) {
    const [first, last] = [dayOf(from ?? ''), dayOf(to)];
    return first === undefined || last === undefined ? undefined : `day from ${first} to ${last}`;
  }
  const days = field.split(',').map(dayOf);
  const known = days.filter((day) => day !== undefined);
  if (known.length !== days.length) return undefined;
  const end = known.at(-1);
  return known.length < 2 ? end : `${known.slice(0, -1).join(', ')} and ${end}`;
}

function dayOf(text: string): string | undefined {
  return /^\d$/.test(text) ? DAYS[Number(text) % WEEK] : DAYS[SHORT.indexOf(text.toUpperCase())];
}
