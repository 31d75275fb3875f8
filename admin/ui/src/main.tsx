import './start/first.ts';
import { render } from 'preact';
import { App } from './app.tsx';
import { startSession } from './session/session.ts';
import './shell/theme.ts';
import './styles/controls.css';

const root = document.getElementById('app');
if (root) render(<App />, root);
void startSession();
