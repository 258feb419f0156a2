import type { Site } from '../../base/site.ts'
import type { Db } from '../../sql/database.ts'
import { findSite } from '../company.sql.ts'

/** For the pages themselves, before anybody is signed in. */
export const getSite = (db: Db): Promise<Site | undefined> => findSite(db)
