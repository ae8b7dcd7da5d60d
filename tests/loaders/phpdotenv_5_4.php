<?php

// phpdotenv 5.4, and the variable in `$_ENV` after `createImmutable(…)->load()`.

require __DIR__ . '/oracle.php';

serve('KEYPROOF_OLDER_LIBRARIES');
