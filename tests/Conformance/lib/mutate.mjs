// Breaks a document as text: drops, doubles, swaps and replaces tokens and characters.
const noise = [
  '{', '}', '(', ')', '[', ']', '!', '$', '@', '|', '&', '=', ':', '...', '..', '.', '"', '"""', '\\', '\\u{', '\\uD800', "'", '#', '?', '0', '00', '1.', '.5',
  '1e', '0x1', '-', 'é', '😀', '\u0000', '\ufeff', '\n', '\r', 'on', 'null', 'true', 'extend', 'query', 'fragment', 'type', '"s"', '$v', '@d', '%', '\u2028',
];

export function mutate(random, source) {
  let text = source;
  for (let i = random.int(3); i >= 0; i--) {
    text = random.chance(0.5) ? mutateTokens(random, text) : mutateCharacters(random, text);
  }
  return text;
}

function mutateTokens(random, source) {
  const tokens = source.match(/"""[^]*?"""|"[^"\n]*"|\w+|\.\.\.|\s+|[^]/gu) ?? [];
  const at = random.int(tokens.length || 1);
  switch (random.int(4)) {
    case 0:
      tokens.splice(at, 1);
      break;
    case 1:
      tokens.splice(at, 0, random.pick(noise));
      break;
    case 2:
      tokens.splice(at, 1, random.pick(noise));
      break;
    default: {
      const other = random.int(tokens.length || 1);
      [tokens[at], tokens[other]] = [tokens[other], tokens[at]];
    }
  }
  return tokens.join('');
}

function mutateCharacters(random, source) {
  const characters = [...source];
  const at = random.int(characters.length || 1);
  if (random.chance(0.2)) {
    return characters.slice(0, at).join('');
  }
  characters.splice(at, random.int(3), ...(random.chance(0.5) ? [random.pick(noise)] : []));
  return characters.join('');
}
