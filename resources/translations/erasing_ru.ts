<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
    <context>
        <name>ErasePage</name>
        <message>
            <source>Also what others wrote: I decide it as coordinator</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Также написанное другими: решаю как координатор</translation>
        </message>
        <message>
            <source>Why it is erased</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Почему стирается</translation>
        </message>
        <message>
            <source>For example: the person has withdrawn consent</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Например: человек отозвал согласие</translation>
        </message>
        <message>
            <source>Do not erase</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Не стирать</translation>
        </message>
        <message>
            <source>Hold to erase (3 seconds)</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Удерживайте, чтобы стереть (3 секунды)</translation>
        </message>
        <message>
            <source>Hold to ask them (3 seconds)</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Удерживайте, чтобы попросить их (3 секунды)</translation>
        </message>
        <message>
            <source>Asked. It goes with the next file of this visit.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Просьба записана. Она уйдёт со следующим файлом этого посещения.</translation>
        </message>
        <message>
            <source>Why? (may stay empty)</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Почему? (можно не заполнять)</translation>
        </message>
        <message>
            <source>The reason travels with the erasure and can never be erased: no names and no answers here.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Причина передаётся вместе со стиранием, и сама её стереть нельзя: не пишите здесь имён и ответов.</translation>
        </message>
        <message>
            <source>Erase</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Стереть</translation>
        </message>
        <message>
            <source>Erase this visit</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Стереть это посещение</translation>
        </message>
        <message>
            <source>Erase this answer</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Стереть этот ответ</translation>
        </message>
        <message>
            <source>Erase this document</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Стереть этот документ</translation>
        </message>
        <message>
            <source>Goes for good</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Исчезнет навсегда</translation>
        </message>
        <message numerus="yes">
            <source>And %n more answers</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>И ещё %n ответ</numerusform>
                <numerusform>И ещё %n ответа</numerusform>
                <numerusform>И ещё %n ответов</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Files: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Файлов: %n</numerusform>
                <numerusform>Файлов: %n</numerusform>
                <numerusform>Файлов: %n</numerusform>
            </translation>
        </message>
        <message>
            <source>What comes back of it from an old drive or a colleague's file is not taken in again.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Если что-то из этого вернётся со старого носителя или в файле коллеги, оно не будет принято.</translation>
        </message>
        <message>
            <source>Nothing of yours was written there.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Вы здесь ничего не писали.</translation>
        </message>
        <message numerus="yes">
            <source>with its history, %n entries</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>с историей, %n запись</numerusform>
                <numerusform>с историей, %n записи</numerusform>
                <numerusform>с историей, %n записей</numerusform>
            </translation>
        </message>
        <message>
            <source>Stays here</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Останется здесь</translation>
        </message>
        <message>
            <source>Nothing of it stays here.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Здесь ничего не останется.</translation>
        </message>
        <message>
            <source>What %1 wrote stays. They are asked to erase it, and the coordinator can decide it.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Написанное другими остаётся (%1). Их попросят это стереть; решить может и координатор.</translation>
        </message>
        <message numerus="yes">
            <source>Answers that stood beside it are written again and stay: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Соседние ответы будут записаны заново и останутся: %n</numerusform>
                <numerusform>Соседние ответы будут записаны заново и останутся: %n</numerusform>
                <numerusform>Соседние ответы будут записаны заново и останутся: %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Reasons of decisions about it stay, for they cannot be erased: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Останутся причины решений об этом, стереть их нельзя: %n</numerusform>
                <numerusform>Останутся причины решений об этом, стереть их нельзя: %n</numerusform>
                <numerusform>Останутся причины решений об этом, стереть их нельзя: %n</numerusform>
            </translation>
        </message>
        <message>
            <source>That something was erased here, by whom and when.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Останется след: здесь что-то стёрто, кем и когда.</translation>
        </message>
        <message>
            <source>Out of reach</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Вне досягаемости</translation>
        </message>
        <message>
            <source>Sent already, and readable for whoever has these files and their keys:</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Уже отправлено; прочтёт каждый, у кого есть эти файлы и ключи к ним:</translation>
        </message>
        <message>
            <source>Whoever gets your next file of this visit gets the erasure with it.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Кто получит ваш следующий файл этого посещения, получит и это стирание.</translation>
        </message>
        <message>
            <source>Copies of this vault's folder and backups stay as they are. On flash (SSD, stick, card) a laboratory may still find an old key cell.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Копии папки хранилища и резервные копии остаются как есть. На флеш-памяти (SSD, флешка, карта) лаборатория может ещё найти старую ячейку ключа.</translation>
        </message>
        <message>
            <source>Erased. No key on this laptop opens it any more.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Стёрто. Ни один ключ на этом ноутбуке это больше не откроет.</translation>
        </message>
    </context>
    <context>
        <name>HistoryDialog</name>
        <message>
            <source>%1 for %2</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>%1 за %2</translation>
        </message>
        <message>
            <source>Erase this answer…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Стереть этот ответ…</translation>
        </message>
        <message>
            <source>Erased</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Стёрто</translation>
        </message>
        <message>
            <source>written again when something beside it was erased</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>записано заново, когда рядом что-то стёрли</translation>
        </message>
    </context>
    <context>
        <name>DocumentsCard</name>
        <message>
            <source>Open</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Открыть</translation>
        </message>
        <message>
            <source>Erase it with everything below…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Стереть со всем, что к нему относится…</translation>
        </message>
    </context>
    <context>
        <name>CockpitPage</name>
        <message>
            <source>Erase…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Стереть…</translation>
        </message>
        <message>
            <source>Erase this visit…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Стереть это посещение…</translation>
        </message>
    </context>
    <context>
        <name>VisitEntries</name>
        <message>
            <source>Erase</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Стереть</translation>
        </message>
    </context>
    <context>
        <name>Exchange</name>
        <message>
            <source>Was this entry taken away?</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Эта запись убрана?</translation>
        </message>
        <message>
            <source>Taken away</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Убрана</translation>
        </message>
        <message>
            <source>It stays: something was written in it</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Остаётся: в ней что-то написали</translation>
        </message>
        <message>
            <source>you</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>вы</translation>
        </message>
        <message>
            <source>The whole document</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Весь документ</translation>
        </message>
    </context>
    <context>
        <name>CountWords</name>
        <message numerus="yes">
            <source>erased by their authors: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>стёрто авторами: %n</numerusform>
                <numerusform>стёрто авторами: %n</numerusform>
                <numerusform>стёрто авторами: %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>asked to erase: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>просят стереть: %n</numerusform>
                <numerusform>просят стереть: %n</numerusform>
                <numerusform>просят стереть: %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>erased here, left out: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>стёрто здесь, не принимается: %n</numerusform>
                <numerusform>стёрто здесь, не принимается: %n</numerusform>
                <numerusform>стёрто здесь, не принимается: %n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>of strangers, left out: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>от незнакомых, не принимается: %n</numerusform>
                <numerusform>от незнакомых, не принимается: %n</numerusform>
                <numerusform>от незнакомых, не принимается: %n</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BundleCard</name>
        <message>
            <source>Take in what strangers wrote, too</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Принять и написанное незнакомыми</translation>
        </message>
        <message numerus="yes">
            <source>Something in it was erased here and is not taken in again: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Часть содержимого здесь стёрта и не принимается снова: %n</numerusform>
                <numerusform>Часть содержимого здесь стёрта и не принимается снова: %n</numerusform>
                <numerusform>Часть содержимого здесь стёрта и не принимается снова: %n</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ExchangeRow</name>
        <message>
            <source>for %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>для: %1</translation>
        </message>
    </context>
    <context>
        <name>AskedCard</name>
        <message numerus="yes">
            <source>Others ask to erase: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Другие просят стереть: %n</numerusform>
                <numerusform>Другие просят стереть: %n</numerusform>
                <numerusform>Другие просят стереть: %n</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 has erased it and asks for it here, too</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>%1: уже стёр(ла) у себя и просит стереть здесь</translation>
        </message>
        <message>
            <source>%1 asks</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Просит: %1</translation>
        </message>
        <message>
            <source>written by %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>написано: %1</translation>
        </message>
        <message>
            <source>Why: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Почему: %1</translation>
        </message>
        <message>
            <source>Only whoever wrote it, or the coordinator, can erase it.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Стереть это может только тот, кто написал, или координатор.</translation>
        </message>
        <message>
            <source>Leave it as it is</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Оставить как есть</translation>
        </message>
        <message>
            <source>Hold to erase (3 seconds)</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Удерживайте, чтобы стереть (3 секунды)</translation>
        </message>
    </context>
</TS>
