<?php

// What the programs share that ask loaders of PHP. See tests/loaders/oracle.rs for the protocol.

declare(strict_types=1);

/** Answers every question by what phpdotenv of these libraries puts into `$_ENV`. */
function serve(string $libraries): void
{
    $root = getenv($libraries) . '/usr/share/php/';
    // The packages' own autoloaders ask for each other where they would be if they were installed.
    spl_autoload_register(static function (string $class) use ($root): void {
        $file = $root . strtr($class, '\\', '/') . '.php';
        if (is_file($file)) {
            require $file;
        }
    });
    $folder = sys_get_temp_dir() . '/keyproof-' . getmypid();
    mkdir($folder);
    while (($line = fgets(STDIN)) !== false) {
        echo json_encode(answers($folder, json_decode($line, true)), JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR), "\n";
    }
    unlink("$folder/.env");
    rmdir($folder);
}

/** @return list<array<string, string|bool>> */
function answers(string $folder, array $asked): array
{
    $_ENV = [];
    $_SERVER = [];
    file_put_contents("$folder/.env", $asked['text']);
    try {
        Dotenv\Dotenv::createImmutable($folder)->load();
    } catch (Throwable $error) {
        return array_map(static fn() => ['error' => mb_scrub($error->getMessage())], $asked['names']);
    }
    return array_map(
        static fn(string $name) => isset($_ENV[$name]) ? ['value' => $_ENV[$name]] : ['missing' => true],
        $asked['names'],
    );
}
