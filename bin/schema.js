#!/usr/bin/env node
import { frontDoor, goOn } from './front-door.js'

await frontDoor(import.meta.url, { dev: true })
await goOn('src/sql/write-schema.ts', process.argv.slice(2))
