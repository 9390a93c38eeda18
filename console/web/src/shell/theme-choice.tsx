import { useObservable } from '../state/observable.ts';
import { setTheme, theme, themes } from '../state/theme.ts';

const words = { system: 'As the system', light: 'Light', dark: 'Dark' } as const;

export const ThemeChoice = () => (
  <label className="theme">
    Theme
    <select className="field" value={useObservable(theme)} onChange={({ target }) => setTheme(target.value)}>
      {themes.map((each) => (
        <option key={each} value={each}>
          {words[each]}
        </option>
      ))}
    </select>
  </label>
);
