import { render } from 'preact';
import { App } from './app.tsx';
import { startSession } from './session/session.ts';
import { route } from './shell/route.ts';
import { warm } from './shell/warm.ts';
import './shell/theme.ts';
import './styles/controls.css';

const root = document.getElementById('app');
if (root) render(<App />, root);
void startSession();
if (route.value.view === 'edit') warm();
