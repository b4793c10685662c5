import { render } from 'preact'

const place = document.getElementById('desk')
if (place !== null) render(<p>…</p>, place)
