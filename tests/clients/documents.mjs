// documents.mjs NODE_FOLDER SOURCE_DIR GENERATED: every AsyncAPI and OpenRPC document we make is valid against the official
// schema. Exits with 77 where the schemas are not at hand.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [nodeFolder, source, generated] = process.argv.slice(2);
const folder = join(process.env.ANTIPHON_SHARED ?? join(source, "../shared"), "specs/schemas");
if (!existsSync(folder)) {
  console.log(`skipped: the official schemas are not in ${folder}`);
  process.exit(77);
}
const Ajv = createRequire(join(nodeFolder, "package.json"))("ajv").default;
const options = { strict: false, validateFormats: false };
const load = (file) => JSON.parse(readFileSync(file, "utf8"));

function openRpc(name) {
  const ajv = new Ajv(options);
  // Their schema of schemas is draft-07 under another name, which they refer to with and without a slash.
  const { $schema, ...schemas } = load(join(folder, "json-schema-draft07-for-openrpc.json"));
  for (const $id of ["https://meta.json-schema.tools", "https://meta.json-schema.tools/"]) ajv.addSchema({ ...schemas, $id });
  const { $schema: _, ...document } = load(join(folder, name));
  return ajv.compile(document);
}

const checks = [
  [/\.asyncapi\.json$/, new Ajv(options).compile(load(join(folder, "asyncapi-3.0.0.schema.json")))],
  [/openrpc14.*\.openrpc\.json$/, openRpc("openrpc-1.4.schema.json")],
  [/^(?!.*openrpc14).*\.openrpc\.json$/, openRpc("openrpc-1.3.schema.json")],
  [/\.schema\.json$/, new Ajv(options).compile({ $ref: "http://json-schema.org/draft-07/schema#" })],
];

let wrong = 0;
for (const [which, check] of checks) {
  const files = readdirSync(generated, { recursive: true }).map(String).filter((name) => which.test(name));
  for (const name of files) {
    if (check(load(join(generated, name)))) continue;
    wrong += 1;
    console.error(name, JSON.stringify(check.errors?.slice(0, 3), null, 1));
  }
  if (files.length < 10) throw new Error(`only ${files.length} documents ${which} in ${generated}`);
  console.log(`${files.length} documents ${which}`);
}
process.exit(wrong > 0 ? 1 : 0);
