<?php

// The newest phpdotenv, and the variable in `$_ENV` after `createImmutable(…)->load()`.

require __DIR__ . '/oracle.php';

serve('KEYPROOF_LIBRARIES');
