#!/usr/bin/env node
/** Takes the pictures of the README and of `docs/` anew; they are kept in `docs/pictures/`. */
import { buildScreens, frontDoor, goOn } from './front-door.js'

await frontDoor(import.meta.url, { dev: true })
buildScreens()
await goOn('test/browser/pictures.ts', process.argv.slice(2))
