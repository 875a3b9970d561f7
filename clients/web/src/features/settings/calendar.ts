export interface CalendarClients {
  apple: string;
  google: string;
  outlook: string;
}

/** Where each calendar program takes a subscription; Google wants the webcal form inside `cid`. */
export function calendarClients(url: string, name: string): CalendarClients {
  const webcal = url.replace(/^https?:/, "webcal:");
  return {
    apple: webcal,
    google: `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(webcal)}`,
    outlook: `https://outlook.live.com/calendar/0/addfromweb?url=${encodeURIComponent(url)}&name=${encodeURIComponent(name)}`,
  };
}
