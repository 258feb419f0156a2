#!/usr/bin/env node
import { frontDoor, goOn } from './front-door.js'

await frontDoor(import.meta.url)
await goOn('src/main/portico.ts', process.argv.slice(2))
